const Line = ({ d }: { readonly d: string }) => (
  <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" class="icon line">
    <path d={d} />
  </svg>
);

const SHIELD = 'M8 2 3 4v4c0 3 2 5 5 6 3-1 5-3 5-6V4z';

/** A shield: whole with a check, or with a gap in it. */
export const ShieldIcon = ({ isWhole }: { readonly isWhole: boolean }) => (
  <Line d={isWhole ? `${SHIELD}m-2.25 5.75 1.75 1.75 3-3.25` : `${SHIELD}m0 3v3.25m0 2v.01`} />
);

/** A letter that is held. */
export const HeldMailIcon = () => <Line d="M13.5 7V4h-11v8.5H8M3 4.5l5 4 5-4M10.5 10v4m3-4v4" />;
