export { skipRevocation } from '../x509/path/revocation.ts'
