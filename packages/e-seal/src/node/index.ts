export { type FileSource, openFile } from './file.ts'
