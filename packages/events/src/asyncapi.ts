import { definitions, topics, type Topic } from './catalogue.ts'
import type { EventDefinition } from './define-event.ts'
import { goldenExample } from './golden-example.ts'
import { createNamedSchemas, type NamedSchemas } from './named-schemas.ts'
import { recordRules } from './read-record.ts'
import { RecordApproved } from './record-approved.ts'
import { RecordWithdrawn } from './record-withdrawn.ts'

const headers = {
  title: 'CloudEventHeaders',
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type'],
  properties: {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: { type: 'string', description: 'Unique per event.' },
    ce_source: { type: 'string', description: 'Who sends it, as a URI reference.' },
    ce_type: { type: 'string', description: "The event's type, as the message is named." },
    ce_time: { type: 'string', format: 'date-time' },
    ce_straight: {
      type: 'string',
      description:
        'Of `posting.completed`: posted at the first attempt, by the request that sent it. Then `sync.succeeded` tells everything that is in it.',
    },
    ce_dataschema: {
      type: 'string',
      description: 'Which version of the event it is, like "urn:bilagsbro:record.approved:1".',
    },
    'content-type': { type: 'string', const: 'application/json' },
    traceparent: {
      type: 'string',
      description: 'W3C trace context; one trace runs to the ledger and back.',
    },
  },
}

const servers = {
  local: {
    host: '127.0.0.1:7103',
    protocol: 'kafka',
    description: 'What `npm start` starts on one machine.',
  },
  installation: {
    host: '{broker}',
    protocol: 'kafka-secure',
    description: 'Where Bilagsbro is installed.',
    variables: {
      broker: {
        default: 'kafka.example.org:9093',
        description: 'A broker of the installation, as its operator says.',
      },
    },
  },
}

/** Events of others; all other events are Bilagsbro's own. */
const received: readonly EventDefinition[] = [RecordApproved, RecordWithdrawn]

/** The AsyncAPI 3 document of everything on Kafka: what producers and readers in any language need, with the examples. */
export function asyncapi() {
  const { schemas, add } = createNamedSchemas()
  const messages = definitions.map((event) => [messageName(event), message(event, add)])
  const channelsOf = topics.filter(({ name }) => definitions.some((event) => event.topic === name))
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Bilagsbro events',
      version: '1.0.0',
      description:
        'CloudEvents 1.0 in Kafka binary mode: attributes as `ce_*` headers, the value as JSON. Readers ignore fields they do not know. Order holds within a key of a topic, never across topics.',
    },
    defaultContentType: 'application/json',
    servers,
    channels: Object.fromEntries(
      channelsOf.map((topic) => [channelName(topic.name), channel(topic)]),
    ),
    operations: Object.fromEntries(
      definitions.map((event) => [
        operationName(event),
        {
          action: actionOf(event),
          title: `${event.type} v${event.version}`,
          summary: event.summary,
          channel: { $ref: `#/channels/${channelName(event.topic)}` },
          messages: [
            { $ref: `#/channels/${channelName(event.topic)}/messages/${messageName(event)}` },
          ],
        },
      ]),
    ),
    components: {
      messages: Object.fromEntries(messages),
      schemas: { CloudEventHeaders: headers, ...schemas },
    },
  }
}

function channel(topic: Topic) {
  const here = definitions.filter((event) => event.topic === topic.name)
  return {
    address: topic.name,
    messages: Object.fromEntries(
      here.map((event) => [
        messageName(event),
        { $ref: `#/components/messages/${messageName(event)}` },
      ]),
    ),
    bindings: {
      kafka: {
        topic: topic.name,
        partitions: topic.partitions,
        topicConfiguration: topicConfiguration(topic),
        bindingVersion: '0.5.0',
      },
    },
  }
}

function topicConfiguration({ config }: Topic) {
  return {
    'cleanup.policy': [config['cleanup.policy']],
    ...(config['retention.ms'] ? { 'retention.ms': Number(config['retention.ms']) } : {}),
    'max.message.bytes': Number(config['max.message.bytes']),
  }
}

function message(event: EventDefinition, add: NamedSchemas['add']) {
  const example = goldenExample(event)
  return {
    name: event.type,
    title: `${event.type} v${event.version}`,
    summary: event.summary,
    ...(event === RecordApproved && { description: rules }),
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/CloudEventHeaders' },
    payload: add(className(event.type), { ...structuredClone(event.data) }),
    bindings: {
      kafka: {
        key: { type: 'string', description: `The value of data.${event.key}.` },
        bindingVersion: '0.5.0',
      },
    },
    examples: [{ name: 'golden', headers: example.headers, payload: example.value }],
  }
}

const rules = [
  'Beside what the schema says, a producer keeps these. What breaks one is set aside on `record.approved.dead-letter`, with the field and the remedy.',
  ...recordRules.map((rule) => `- ${rule}`),
].join('\n')

const actionOf = (event: EventDefinition) => (received.includes(event) ? 'receive' : 'send')
const operationName = (event: EventDefinition) =>
  `${actionOf(event)}.${event.topic === event.type ? event.type : messageName(event)}`.replaceAll(
    '.',
    '_',
  )
const className = (type: string) =>
  type.replaceAll(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase())
const channelName = (topic: string) => topic.replaceAll('.', '_')
const messageName = (event: EventDefinition) =>
  `${event.topic === event.type ? event.type : `${event.type}.${event.topic.split('.').at(-1)}`}.v${event.version}`.replaceAll(
    '.',
    '_',
  )
