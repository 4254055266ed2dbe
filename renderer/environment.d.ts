/// <reference types="vite/client" />
import type { Bridge } from '../shared/ipc';

declare global {
  interface Window {
    /** Put there by the preload script; missing when the page is opened in an ordinary browser. */
    readonly basekeeper?: Bridge;
  }
}
