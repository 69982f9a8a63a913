// Clicks through the portal with Chromium, and asks the interface itself. On Debian: apt-get install chromium fonts-noto-cjk
import { visit } from '@xinyin/testkit/chromium'
import { startRegister } from './register.ts'

const { portal, register, close } = await startRegister()

await visit('guard-api', async ({ page, see }) => {
  await page.goto(portal)
  await page.getByText('测试甲').click()
  await see('the portal asks the interface in the person’s name', '登记 0 件')
  await page.getByRole('button', { name: '申请' }).click()
  await see('and applies for a permit', '登记 1 件')

  const nobody = await page.request.get(`${register}/permits`, { headers: { 'accept-language': 'en' } })
  console.log(`✓ without a token: ${nobody.status()} ${nobody.headers()['www-authenticate']}`)
  if (nobody.status() !== 401) throw new Error('the interface let in who has no token')

  await page.getByRole('button', { name: '退出' }).click()
  await page.getByRole('button', { name: '全部退出' }).click()
  await see('signed out', '登录“施工许可”')

  await page.getByText('测试戊').click()
  await page.getByRole('button', { name: '申请' }).click()
  await see('the interface wants a higher level than the portal', '等级')
})

await close()
