import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the wizard counts. Labels are closed sets: no owner, no conversation, no free text. */
export class Metrics {
  readonly registry = new Registry();
  readonly turns = new Counter({
    name: 'tbw_turns_total',
    help: 'Turns saved, by what made them',
    labelNames: ['source'],
    registers: [this.registry],
  });
  readonly turnSeconds = new Histogram({
    name: 'tbw_turn_duration_seconds',
    help: 'From a message to its saved turn',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });
  readonly effects = new Counter({
    name: 'tbw_effects_total',
    help: 'Effects that saved turns asked for, by kind',
    labelNames: ['kind'],
    registers: [this.registry],
  });
  readonly effectErrors = new Counter({
    name: 'tbw_effect_retries_total',
    help: 'Effects left to the sweep because performing them failed',
    labelNames: ['kind'],
    registers: [this.registry],
  });
  readonly sockets = new Gauge({
    name: 'tbw_sockets_connected',
    help: 'Connected web and terminal clients',
    registers: [this.registry],
  });
  readonly rejected = new Counter({
    name: 'tbw_socket_rejected_total',
    help: 'Connections and messages refused, by reason',
    labelNames: ['reason'],
    registers: [this.registry],
  });
  readonly slowReaders = new Counter({
    name: 'tbw_socket_slow_disconnects_total',
    help: 'Clients ended because they did not read',
    registers: [this.registry],
  });
  readonly modelRequests = new Counter({
    name: 'tbw_llm_requests_total',
    help: 'Sentences a language model was, or would have been, asked about, by how that ended',
    labelNames: ['result'],
    registers: [this.registry],
  });
  readonly modelTokens = new Counter({
    name: 'tbw_llm_tokens_total',
    help: 'Tokens spent on a language model',
    registers: [this.registry],
  });
  readonly notUnderstood = new Counter({
    name: 'tbw_not_understood_total',
    help: 'Sentences that nothing could be made of; "3bot understanding unknown" lists them',
    registers: [this.registry],
  });
  readonly flowProblems = new Gauge({
    name: 'tbw_flow_problems',
    help: 'Errors in chatflow files that are not in use because of them',
    registers: [this.registry],
  });
  readonly actionProblems = new Gauge({
    name: 'tbw_action_problems',
    help: "Modules of the operator's own actions that are left out because of an error",
    registers: [this.registry],
  });
  readonly flowFaults = new Counter({
    name: 'tbw_flow_faults_total',
    help: 'Expressions of chatflow files that could not be computed in a conversation; the log tells which',
    registers: [this.registry],
  });
  readonly operations = new Counter({
    name: 'tbw_operations_total',
    help: 'Operations that ended, by how',
    labelNames: ['state'],
    registers: [this.registry],
  });
  readonly botEvents = new Counter({
    name: 'tbw_bot_events_total',
    help: 'What reached the bots, by channel and kind',
    labelNames: ['channel', 'kind'],
    registers: [this.registry],
  });
  readonly botRefused = new Counter({
    name: 'tbw_bot_refused_total',
    help: 'What reached the bots and was not taken: too fast, too long, or told again by the platform',
    labelNames: ['channel', 'reason'],
    registers: [this.registry],
  });
  readonly botMessages = new Counter({
    name: 'tbw_bot_messages_total',
    help: 'Messages that bots sent and changed, each attempt',
    labelNames: ['channel', 'kind'],
    registers: [this.registry],
  });
  readonly botDelivery = new Histogram({
    name: 'tbw_channel_delivery_seconds',
    help: 'How long a platform takes to take a message',
    labelNames: ['channel'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });
  readonly botTrouble = new Counter({
    name: 'tbw_bot_trouble_total',
    help: 'What a platform did not take or bring, by kind',
    labelNames: ['channel', 'kind'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
