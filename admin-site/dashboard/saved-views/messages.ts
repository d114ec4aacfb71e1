// Every word of saved views, which load beside the page.

export const title = 'Saved views';
export const shared = 'Shared';
export const edit = (name: string) => `Edit ${name}`;
export const saveThis = 'Save view';

export const formNew = 'Save view';
export const formEdit = 'Edit view';
export const formQuery = 'Shows';
export const formEverything = 'All tickets';
export const formShared = 'Share with all agents';
export const formSave = 'Save';
export const formNameMissing = 'Enter a name.';
export const formNameTooLong = (limit: number) => `The name can have at most ${limit} characters.`;
export const moveUp = 'Move up';
export const moveDown = 'Move down';
export const deleteView = 'Delete';

export const deleted = 'View deleted';
export const notSaved = 'Couldn’t save the view';
export const notMoved = 'Couldn’t move the view';
export const notDeleted = 'Couldn’t delete the view';
export const notRestored = 'Couldn’t restore the view';
