import { createContext, use, type ReactNode } from 'react'

const StaleContext = createContext<Date | undefined>(undefined)

export const StaleProvider = ({
  value,
  children,
}: {
  value: Date | undefined
  children: ReactNode
}) => <StaleContext value={value}>{children}</StaleContext>

/** Since when figures are no longer kept up to date, if so. */
export const useStale = () => use(StaleContext)
