import type { Journal } from './company.ts'
import { defaultTemplate, nullGuid } from './company.ts'
import {
  dialogError,
  fieldError,
  notDeclared,
  readOnly,
  recordNotFound,
  sameKeyExists,
} from './errors.ts'
import { type Body, readCode, readGuid, readText } from './input.ts'
import { newGuid, nextStamp, type Session } from './session.ts'

export function journalOf(session: Session, id: string): Journal {
  const journal = session.company.journals.get(id)
  if (!journal) throw recordNotFound('Gen. Journal Batch', id)
  return journal
}

export function createJournal(session: Session, body: Body): Journal {
  const { company } = session
  const journal: Journal = {
    id: newGuid(),
    code: '',
    displayName: '',
    template: defaultTemplate,
    balancingAccount: undefined,
    lines: [],
    stamp: nextStamp(),
    modifiedAt: session.now,
  }
  setFields(session, journal, body)
  if (journal.template !== defaultTemplate)
    throw dialogError(
      `The General Journal Template does not exist. Identification fields and values: Name='${journal.template}'`,
    )
  if (journal.code === '')
    throw fieldError(
      `Name must have a value in Gen. Journal Batch: Journal Template Name=${journal.template}, Name=. It cannot be zero or empty.`,
      `Navn må ha en verdi i Finanskladdenavn: Kladdemalnavn=${journal.template}, Navn=. Den kan ikke være null eller tom.`,
    )
  const key = keyOf(journal)
  if (company.journalsByCode.has(key)) throw sameKeyExists('Gen. Journal Batch', keysOf(journal))
  company.journals.set(journal.id, journal)
  company.journalsByCode.set(key, journal)
  session.undo?.push(() => {
    company.journals.delete(journal.id)
    company.journalsByCode.delete(key)
  })
  return journal
}

export function changeJournal(session: Session, journal: Journal, body: Body): void {
  const { company } = session
  const before = { ...journal }
  const changed = { ...journal }
  setFields(session, changed, body)
  const key = keyOf(changed)
  const taken = company.journalsByCode.get(key)
  if (taken && taken !== journal) throw sameKeyExists('Gen. Journal Batch', keysOf(changed))
  const put = (values: Journal) => {
    company.journalsByCode.delete(keyOf(journal))
    const { lines: _, ...fields } = values
    Object.assign(journal, fields)
    company.journalsByCode.set(keyOf(journal), journal)
  }
  put({ ...changed, stamp: nextStamp(), modifiedAt: session.now })
  session.undo?.push(() => put(before))
}

/** Takes the journal's lines with it. */
export function deleteJournal(session: Session, journal: Journal): void {
  const { company } = session
  company.journals.delete(journal.id)
  company.journalsByCode.delete(keyOf(journal))
  for (const line of journal.lines) company.lines.delete(line.id)
  session.undo?.push(() => {
    company.journals.set(journal.id, journal)
    company.journalsByCode.set(keyOf(journal), journal)
    for (const line of journal.lines) company.lines.set(line.id, line)
  })
}

function setFields(session: Session, journal: Journal, body: Body): void {
  for (const field in body) {
    const value = body[field]
    if (field === 'code') journal.code = readCode(field, value, 10)
    else if (field === 'displayName') journal.displayName = readText(field, value, 100)
    else if (field === 'templateDisplayName') journal.template = readCode(field, value, 10)
    else if (field === 'balancingAccountId') setBalancing(session, journal, readGuid(field, value))
    else if (field === 'id' || field === 'balancingAccountNumber') throw readOnly(field)
    else if (field === 'lastModifiedDateTime') throw readOnly(field)
    else if (!field.includes('@')) throw notDeclared(field, 'journal')
  }
}

function setBalancing(session: Session, journal: Journal, id: string): void {
  if (id === nullGuid) journal.balancingAccount = undefined
  else {
    const account = session.company.accountsById.get(id)
    if (!account) throw dialogError('The "balancingAccountId" does not match to an Account.')
    journal.balancingAccount = account
  }
}

const keyOf = (journal: Journal) => `${journal.template}/${journal.code}`
const keysOf = (journal: Journal) =>
  `Journal Template Name='${journal.template}',Name='${journal.code}'`
