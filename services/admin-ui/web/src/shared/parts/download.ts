interface Answer {
  readonly data?: Blob
  readonly response: Response
}

/** Saves the file that a service sends, and gives back its name. Throws what the service refused. */
export async function download(asked: Promise<Answer>): Promise<string> {
  const { data, response } = await asked
  const name = nameIn(response.headers.get('content-disposition') ?? '')
  const address = URL.createObjectURL(data!)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun to save it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return name
}

const nameIn = (disposition: string) => /filename="([^"]+)"/.exec(disposition)?.[1] ?? 'bilagsbro'
