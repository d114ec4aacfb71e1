const VOLUME = 0.08;
const SECONDS = 0.6;
/** A fifth, upwards: E5 and B5, in hertz. */
const notes = [
  { frequency: 659.26, from: 0 },
  { frequency: 987.77, from: 0.12 },
];

/** A short soft tone; silence if nobody has touched the page yet, for then browsers allow no sound. */
export function playTone(): void {
  if (!navigator.userActivation.hasBeenActive) return;
  const context = new AudioContext();
  const now = context.currentTime;
  for (const { frequency, from } of notes) {
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, now + from);
    volume.gain.linearRampToValueAtTime(VOLUME, now + from + 0.02);
    volume.gain.exponentialRampToValueAtTime(VOLUME / 1000, now + from + SECONDS);
    const oscillator = new OscillatorNode(context, { frequency });
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(now + from);
    oscillator.stop(now + from + SECONDS);
  }
  setTimeout(() => void context.close(), 2000 * SECONDS);
}
