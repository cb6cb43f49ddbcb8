// All words, by where they are said.
export { t, textIn, visible, other, type Word } from './text';
export * as w from './words';
