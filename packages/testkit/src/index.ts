export { readCertificateFiles, testCertificates } from './certificates.ts'
export { PKITS_TIME, type PkitsCase, readPkits, readPkitsCertificates, testPkits } from './pkits.ts'
export { listTruth, readTruth, readTruthJson, readTruthText, testTruth } from './truth.ts'
