/** As much of a connection to PostgreSQL as is used: a `Pool` of `pg` has it, and PGlite. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>
}
