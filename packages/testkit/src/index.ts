export { readCertificateFiles, testCertificates } from './certificates.ts'
export { testPkits } from './test-pkits.ts'
export { listTruth, readTruth, readTruthJson, readTruthText, testTruth } from './truth.ts'
