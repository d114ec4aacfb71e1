import type { Priority, Status } from '#core/ticket/ticket.ts';
import * as texts from '#dashboard/model/messages.ts';

const size = { viewBox: '0 0 16 16', width: 16, height: 16 } as const;

export const Logo = () => (
  <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" class="logo">
    <rect width="32" height="32" rx="8" />
    <path d="M8 10.5A2.5 2.5 0 0 1 10.5 8h11a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5H16l-5 4v-4h-.5A2.5 2.5 0 0 1 8 17.5z" />
  </svg>
);

/** A ring, a half and a full disc: told apart without their colours. */
const statusShapes: Readonly<Record<Status, string>> = {
  open: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm0 1.75a3.75 3.75 0 1 1 0 7.5 3.75 3.75 0 0 1 0-7.5Z',
  in_progress: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm0 1.75v7.5a3.75 3.75 0 1 1 0-7.5Z',
  closed:
    'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm3.03 4.28-3.5 3.5a.75.75 0 0 1-1.06 0l-1.5-1.5a.75.75 0 1 1 1.06-1.06l.97.97 2.97-2.97a.75.75 0 0 1 1.06 1.06Z',
};

export const StatusDot = ({ status }: { readonly status: Status }) => (
  <svg {...size} aria-hidden="true" class={`icon ${status}`}>
    <path fill-rule="evenodd" d={statusShapes[status]} />
  </svg>
);

/** A ticket's status as dot and word. */
export const StatusMark = ({ status }: { readonly status: Status }) => (
  <span class="status">
    <StatusDot status={status} />
    {texts.filterNames[status]}
  </span>
);

export const Line = ({ d }: { readonly d: string }) => (
  <svg {...size} aria-hidden="true" class="icon line">
    <path d={d} />
  </svg>
);

export const SearchIcon = () => <Line d="m10.5 10.5 3 3M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Z" />;
export const SortIcon = () => <Line d="M3 4h10M3 8h7M3 12h4" />;
export const ClockIcon = () => <Line d="M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 5v3.25L10 10" />;
export const SnoozeIcon = () => <Line d="M6.5 2.5a5.5 5.5 0 1 0 7 7 5 5 0 0 1-7-7Z" />;
export const ActivityIcon = () => <Line d="M1.5 8h3l2-4.5 3 9 2-4.5h3" />;
export const CopyIcon = () => <Line d="M6 6V3.5h6.5V10H10M3.5 6H10v6.5H3.5z" />;
export const CheckIcon = () => <Line d="m3.5 8.5 3 3 6-7" />;
export const MailIcon = () => <Line d="M2.5 4h11v8.5h-11zM3 4.5l5 4 5-4" />;
export const BackIcon = () => <Line d="M10 3 5 8l5 5" />;
export const CrossIcon = () => <Line d="m4 4 8 8m0-8-8 8" />;
export const SignOutIcon = () => <Line d="M6.5 2.5h-4v11h4M6 8h7.5m-3-3 3 3-3 3" />;
export const InsightIcon = () => <Line d="M3 13V8.5M8 13V3m5 10V6" />;
export const KeyboardIcon = () => <Line d="M1.5 4h13v8.5h-13zM4 6.75h.01M8 6.75h.01M12 6.75h.01M5 10h6" />;
export const BellIcon = () => (
  <Line d="M3 11.5h10c-1-1-1.5-2-1.5-4.5a3.5 3.5 0 0 0-7 0c0 2.5-.5 3.5-1.5 4.5Zm3.75 2h2.5" />
);
export const TeamIcon = () => (
  <Line d="M6 7.5A2.25 2.25 0 1 0 6 3a2.25 2.25 0 0 0 0 4.5ZM1.5 13c0-2 1.75-3.25 4.5-3.25S10.5 11 10.5 13m-.5-9.75a2.25 2.25 0 0 1 0 4m2 2.75c1.6.4 2.5 1.5 2.5 3" />
);
export const PersonIcon = () => (
  <Line d="M8 8A2.75 2.75 0 1 0 8 2.5 2.75 2.75 0 0 0 8 8Zm-5.5 5.5c0-2.25 2.25-3.5 5.5-3.5s5.5 1.25 5.5 3.5" />
);
export const NobodyIcon = () => (
  <svg {...size} aria-hidden="true" class="icon line">
    <circle cx="8" cy="8" r="5.75" stroke-dasharray="2.4 2.1" />
  </svg>
);
export const TagIcon = () => <Line d="M2.5 2.5h5l6 6-5 5-6-6zM5 5h.01" />;
/** One to three bars, the higher the more urgent. */
export const PriorityIcon = ({ priority }: { readonly priority: Priority }) => (
  <svg {...size} aria-hidden="true" class={`icon bars ${priority}`}>
    <path d="M2.5 10.5h3v3h-3z" />
    <path d="M6.5 6.5h3v7h-3z" />
    <path d="M10.5 2.5h3v11h-3z" />
  </svg>
);
export const CannedIcon = () => <Line d="M2.5 3.5h11v7h-5l-3 2.5v-2.5h-3zM5 6h6M5 8h4" />;
export const InboxIcon = () => <Line d="M2.5 9.5 4.5 3h7l2 6.5v3.5h-11zm0 0H6c0 2.5 4 2.5 4 0h3.5" />;
