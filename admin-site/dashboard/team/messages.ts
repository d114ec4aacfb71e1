// The words of the team's page and of invitations, which load with them; those of the rest of the dashboard are in model/messages.ts.

// An invitation, as the person who got it sees it
export const invitedTitle = 'You’re invited to the support desk';
export const invitedText = 'Accept to get your own key and sign in on this device.';
export const invitedDevice = 'Name of this device';
export const invitedDeviceHint = 'Tells your keys apart if you use several devices.';
export const invitedSignedIn = (name: string | undefined) =>
  name === undefined
    ? 'Someone is signed in on this device. Accepting signs them out here.'
    : `You’re signed in as ${name}. Accepting signs ${name} out on this device.`;
export const invitedAccept = 'Accept invitation';
export const invitedAccepting = 'Accepting…';
export const invitedReplace = (name: string | undefined) =>
  `Accept and sign out${name === undefined ? '' : ` ${name}`}`;
export const invitedStay = 'Stay signed in';
export const invitedHaveKey = 'Sign in with a key instead';
export const invitedFailures = {
  offline: 'You’re offline. Your invitation hasn’t been used. Try again once you’re online.',
  unanswered:
    'The desk didn’t respond, so your invitation may be used up. Try again. If that doesn’t work, ask an admin for a new one.',
  spent: 'It was used before, or has expired. Ask an admin for a new one.',
  lost: 'Your first try probably used it, but the desk’s response got lost. Ask an admin for a new one.',
} as const;
export const invitedSpentTitle = 'This invitation no longer works';
export const invitedSignIn = 'Go to sign-in';
export const invitedBack = 'Back to the desk';

// The key that it gives
export const keyTitle = (name: string | undefined) => (name === undefined ? 'Welcome' : `Welcome, ${name}`);
export const keyText =
  'Save your key in your password manager now: it can’t be shown again, and you need it after you sign out.';
export const keyLabel = 'Your key';
export const keyShow = 'Show';
export const keyHide = 'Hide';
export const keyCopied = 'key';
export const keyContinue = 'Go to the desk';

// Names of browsers and systems
export const browsers = {
  edge: 'Edge',
  opera: 'Opera',
  samsung: 'Samsung Internet',
  firefox: 'Firefox',
  chrome: 'Chrome',
  safari: 'Safari',
} as const;
export const systems = {
  android: 'Android',
  iphone: 'iPhone',
  ipad: 'iPad',
  chromeos: 'ChromeOS',
  windows: 'Windows',
  mac: 'Mac',
  linux: 'Linux',
} as const;
export const browserOn = (browser: string, system: string) => `${browser} on ${system}`;
export const someBrowser = 'Browser';

// The team
export const notLoaded = (reason: string) => `Couldn’t load the team: ${reason}`;
export const alone =
  'You’re the only agent. Invite someone to share the queue: everyone signs in with a key of their own, and every reply shows who wrote it.';
export const askAdmin = 'Admins invite agents and change roles. Ask one of them.';
export const you = 'You';
export const edit = 'Edit';
export const deactivated = 'Deactivated';
export const roles = { admin: 'Admin', agent: 'Agent' } as const;
export const rolesMean = {
  agent: 'Works on tickets',
  admin: 'Works on tickets and manages the team',
} as const;
export const inviteAgent = 'Invite an agent';
export const addDevice = 'Add a device';
export const ownKey = (name: string) => `This device’s key is called “${name}”.`;

// The form of an agent
export const formEdit = (name: string) => `Edit ${name}`;
export const formEmail = 'Email (optional)';
export const formRole = 'Role';
export const formInvite = 'Create invitation';
export const formInviting = 'Creating…';
export const formSave = 'Save';
export const formSaving = 'Saving…';
/** A field’s name, then what the desk says about it. */
export const fieldMistake = (field: 'name' | 'email' | 'role', detail: string) =>
  `${{ name: 'Name', email: 'Email', role: 'Role' }[field]} ${detail}.`;
export const notSaved = (reason: string) => `Couldn’t save: ${reason} Your changes are still here.`;
export const notInvited = (reason: string) => `Couldn’t invite: ${reason} Your entries are still here.`;
export const notDone = (reason: string) => `That didn’t work: ${reason}`;
export const maybeDone = 'The desk didn’t respond, so this may have been saved. Check the team before you try again.';

// Keys and access
export const accessTitle = 'Access';
export const accessLink = 'New invitation link';
export const accessLinkText = (own: boolean) =>
  own ? 'For another device of yours.' : 'For another device, a lost key or an expired invitation.';
export const accessDeactivate = 'Deactivate';
export const accessDeactivateText = 'Signs them out everywhere. What they wrote stays.';
export const accessDeactivateSelfText = 'Signs you out everywhere. What you wrote stays.';
export const accessActivate = 'Activate';
export const accessActivateText = 'Lets them sign in again, with the keys they had.';

// Confirmations
export const deactivateTitle = (name: string) => `Deactivate ${name}?`;
export const deactivateText =
  'They’re signed out on all their devices within 30 seconds and can’t sign in until an admin activates them again. What they wrote stays, with their name.';
export const deactivateSelfTitle = 'Deactivate yourself?';
export const deactivateSelfText =
  'You’re signed out here and on all your devices, and can’t sign in until another admin activates you again. What you wrote stays, with your name.';
export const demoteSelfTitle = 'Give up the admin role?';
export const demoteSelfText =
  'You can still work on tickets, but you can no longer invite, change or deactivate anyone. Only another admin can make you an admin again.';
export const demoteSelf = 'Give up the role';

// An invitation’s link
export const linkTitle = (name: string) => `Invitation for ${name}`;
export const linkOwnTitle = 'Add a device';
export const linkText = (name: string) => `Send this link to ${name}. It works once, for seven days.`;
export const linkOwnText = 'Open this link on your other device. It works once, for seven days.';
export const linkLabel = 'Invitation link';
export const linkOnce = 'This link can’t be shown again, but you can create a new one at any time.';
export const linkCopied = 'link';
export const linkDone = 'Done';
