import { SupportTicketsElement } from './support-tickets-element.ts';

// Known only while the script itself runs.
const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.src) SupportTicketsElement.desk = new URL(script.src).origin;
if (!customElements.get('support-tickets')) customElements.define('support-tickets', SupportTicketsElement);
