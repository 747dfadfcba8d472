import { withinScope } from '@bilagsbro/service-kit/scope'

/** The same store, whose every call is for all organisations. */
export function inScope<Store extends object>(store: Store): Store {
  const wrapped = Object.entries(store).map(([name, method]) => [
    name,
    (...given: unknown[]) =>
      withinScope('all', () => (method as (...given: unknown[]) => unknown)(...given)),
  ])
  return Object.fromEntries(wrapped) as Store
}
