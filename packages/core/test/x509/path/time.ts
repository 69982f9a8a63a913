/** Milliseconds that this process has computed for: what else the machine does leaves it alone. */
export function computed(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
