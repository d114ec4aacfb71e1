import { Line } from '#dashboard/parts/icons.tsx';

export const ClipIcon = () => (
  <Line d="m13 7.5-5.25 5.25a3 3 0 0 1-4.25-4.25l5.5-5.5a2 2 0 0 1 2.85 2.85L6.5 11.2a1 1 0 0 1-1.4-1.4L9.75 5.1" />
);
export const FileIcon = () => <Line d="M4 1.75h5l3.5 3.5v9H4zM9 1.75v3.5h3.5" />;
export const PictureIcon = () => <Line d="M2 3h12v10H2zm0 8 3.5-3.5 3 3 2-2L14 11.5M10.75 6h.01" />;
export const DownloadIcon = () => <Line d="M8 2.5v8m-3.25-3.25L8 10.5l3.25-3.25M2.5 13.5h11" />;
export const NextIcon = () => <Line d="m6 3 5 5-5 5" />;
