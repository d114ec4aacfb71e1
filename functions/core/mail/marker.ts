/** The line in the desk's mails above which customers reply. What is below it in a reply is quoted history. */
export const REPLY_MARKER = '–– Reply above this line ––';
