import { buildWidget } from '../../../web-widget/build.js';

let building: Promise<{ file: string; gzip: number; limit: number }[]> | undefined;

/** The widget, built once per run from the sources as they are; what each script weighs. */
export function builtWidget(): Promise<{ file: string; gzip: number; limit: number }[]> {
  building ??= buildWidget();
  return building;
}
