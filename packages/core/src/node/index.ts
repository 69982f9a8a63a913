export { readTrust } from './trust.ts'
