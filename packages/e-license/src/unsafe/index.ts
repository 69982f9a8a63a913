export { skipFace } from '../verify/face.ts'
export { skipStatus } from '../verify/status-checker.ts'
