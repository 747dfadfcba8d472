import * as entities from './entities.ts'
import type { Entity } from './entity.ts'

type AnyEntity = Pick<Entity<never>, 'type' | 'set' | 'fields' | 'expand'>

const all = Object.values(entities).filter(
  (each): each is typeof each & AnyEntity => typeof each === 'object' && 'fields' in each,
)

const entityType = ({ type, fields, expand = {} }: AnyEntity) => {
  const properties = fields.map(
    (field) =>
      `<Property Name="${field.name}" Type="${field.type}"${field.name === 'id' ? ' Nullable="false"' : ''}/>`,
  )
  const links = Object.keys(expand).map(
    (name) =>
      `<NavigationProperty Name="${name}" Type="Collection(Microsoft.NAV.${name.slice(0, -1)})"/>`,
  )
  return `<EntityType Name="${type}"><Key><PropertyRef Name="id"/></Key>${[...properties, ...links].join('')}</EntityType>`
}

/** What the API is made of, as OData describes it. */
export const metadataText = [
  '<?xml version="1.0" encoding="utf-8"?>',
  '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>',
  '<Schema Namespace="Microsoft.NAV" xmlns="http://docs.oasis-open.org/odata/ns/edm">',
  ...all.map(entityType),
  '<Action Name="post" IsBound="true"><Parameter Name="bindingParameter" Type="Microsoft.NAV.journal"/></Action>',
  '<EntityContainer Name="NAV">',
  ...all.map(({ set, type }) => `<EntitySet Name="${set}" EntityType="Microsoft.NAV.${type}"/>`),
  '</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>',
].join('')
