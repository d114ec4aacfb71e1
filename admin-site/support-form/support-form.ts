import { SupportFormElement } from './support-form-element.ts';

// Known only while the script itself runs.
const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.src) SupportFormElement.desk = new URL(script.src).origin;
if (!customElements.get('support-form')) customElements.define('support-form', SupportFormElement);
