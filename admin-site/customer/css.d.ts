/** A style sheet's text, for a shadow root. */
declare module '*.css' {
  const css: string;
  export default css;
}
