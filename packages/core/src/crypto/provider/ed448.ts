// Modules of their own bring the one curve when they are imported, and not all that its file has.
export { ed448 } from '@noble/curves/ed448.js'
