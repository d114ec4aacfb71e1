import type { FilesScript } from '#site/customer/files-script.ts';
import { ask } from './ask.ts';
import css from './files.css';
import { filesApi } from './files-api.ts';
import { showFiles } from './message-files.ts';
import { uploadList } from './upload-list.ts';

/** Returns what an element needs for the files of the desk at an origin, and adds the style sheet for it to the element's root. */
export function filesOf(desk: string, root: ShadowRoot): FilesScript {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
  const { announce, link } = filesApi(desk);
  return {
    showFiles: (list, files, ticketId, dialogue) =>
      showFiles(list, files, (file) => ask(dialogue, (token) => link(token, ticketId, file.id))),
    uploadList: (list, uploading, changed, focus) => uploadList(list, announce, uploading, changed, focus),
  };
}
