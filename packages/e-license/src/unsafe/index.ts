export { skipStatus } from '../verify/status-checker.ts'
