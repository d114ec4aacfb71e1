import { Line } from '#dashboard/parts/icons.tsx';

export const SelectIcon = () => <Line d="M2.5 2.5h11v11h-11zM5 8l2.25 2.25L11 6" />;
