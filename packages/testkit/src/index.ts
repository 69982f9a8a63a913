export { listTruth, readTruth, readTruthJson, readTruthText, testTruth } from './truth.ts'
