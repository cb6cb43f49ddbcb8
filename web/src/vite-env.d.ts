/// <reference types="svelte" />
/// <reference types="vite/client" />

declare module 'virtual:coast' {
  export const near: [number, number][][];
  export const far: [number, number][][];
}
