export { fileDocuments } from './batch/document.ts'
export { type FileJournal, openJournal } from './batch/journal.ts'
export { folderOutput, inPlaceOutput } from './batch/place.ts'
export { type FileSource, openFile } from './file.ts'
