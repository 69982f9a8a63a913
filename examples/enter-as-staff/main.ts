// One entry for citizens and staff, who sign in at different providers, open until Ctrl+C.
import { startOffice } from './office.ts'

const { entry, province, directory } = await startOffice()
console.log(`审批系统     Entry (Hono)     ${entry}`)
console.log(`省统一认证   Province         ${province}/dev`)
console.log(`公职人员目录 Staff directory  ${directory}/dev`)
