/** Express 4 under a name of its own. What of it is used here has the types of Express 5. */
declare module 'express4' {
  export { default } from 'express'
}
