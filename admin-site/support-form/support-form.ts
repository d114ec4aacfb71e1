import { defineElement } from '#site/customer/define-element.ts';
import { SupportFormElement } from './support-form-element.ts';

defineElement('support-form', SupportFormElement);
