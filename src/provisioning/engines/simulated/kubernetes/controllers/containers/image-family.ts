import { imageReference } from './image-reference.ts';

/** What is known of a family of images: how it behaves when it runs as it comes. */
export interface ImageFamily {
  /** What it needs to live, in MiB: a lower memory limit kills it. */
  memoryMi: number;
  /** What it uses when little happens. */
  idleMi: number;
  idleMilliCpu: number;
  /** Where it listens. */
  ports: readonly number[];
  /** Seconds from its start until it serves. */
  bootSeconds: number;
  /** A tool or a base image: without a command it has nothing to do, and ends. */
  tool?: boolean;
  /** Runs as root unless told otherwise. */
  root: boolean;
  /** It does not start without one of these. */
  needs?: { oneOf: readonly string[]; log: readonly string[]; exitCode: number };
  /** Paths that it answers when nobody configured it; absent: any. */
  paths?: readonly string[];
  /** What its log begins with. `{time}` and the like are filled in by `container-log.ts`. */
  starts: readonly string[];
  /** What it writes now and then. */
  goesOn?: { everySeconds: number; line: string };
  /** With which code it ends when it is asked to stop. */
  stopCode: number;
}

const base: ImageFamily = {
  memoryMi: 20,
  idleMi: 28,
  idleMilliCpu: 3,
  ports: [],
  bootSeconds: 0.5,
  root: true,
  starts: ['{time} level=info msg="starting {image}"', '{time} level=info msg="ready"'],
  goesOn: { everySeconds: 60, line: '{time} level=info msg="still here" uptime={uptime}s' },
  stopCode: 143,
};

const tool: ImageFamily = { ...base, tool: true, memoryMi: 4, idleMi: 2, idleMilliCpu: 1, starts: [], stopCode: 137 };
const postgresHelp = [
  'Error: Database is uninitialized and superuser password is not specified.',
  '       You must specify POSTGRES_PASSWORD to a non-empty value for the',
  '       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".',
  '',
  '       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all',
  '       connections without a password. This is *not* recommended.',
  '',
  '       See PostgreSQL documentation about "trust":',
  '       https://www.postgresql.org/docs/current/auth-trust.html',
];

const mysql = (name: string, prefix: string): ImageFamily => ({
  ...base,
  memoryMi: 180,
  idleMi: 240,
  idleMilliCpu: 8,
  ports: [3306],
  bootSeconds: 6,
  stopCode: 0,
  needs: {
    oneOf: [
      `${prefix}_ROOT_PASSWORD`,
      `${prefix}_ALLOW_EMPTY_PASSWORD`,
      `${prefix}_RANDOM_ROOT_PASSWORD`,
      'MYSQL_ROOT_PASSWORD',
      'MYSQL_ALLOW_EMPTY_PASSWORD',
      'MYSQL_RANDOM_ROOT_PASSWORD',
      'MARIADB_ROOT_PASSWORD_HASH',
    ],
    exitCode: 1,
    log: [
      `{clock} [Note] [Entrypoint]: Entrypoint script for ${name} Server started.`,
      '{clock} [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
      `    You need to specify one of the following as an environment variable:`,
      `    - ${prefix}_ROOT_PASSWORD`,
      `    - ${prefix}_ALLOW_EMPTY_PASSWORD`,
      `    - ${prefix}_RANDOM_ROOT_PASSWORD`,
    ],
  },
  starts: [
    `{clock} [Note] [Entrypoint]: Entrypoint script for ${name} Server started.`,
    '{clock} [Note] [Entrypoint]: Initializing database files',
    '{clock} [Note] InnoDB: Buffer pool(s) load completed',
    `{clock} [System] /usr/sbin/mysqld: ready for connections. port: 3306  ${name} Community Server`,
  ],
});

const web: ImageFamily = {
  ...base,
  memoryMi: 8,
  idleMi: 9,
  idleMilliCpu: 2,
  ports: [80],
  bootSeconds: 0.4,
  stopCode: 0,
  paths: ['/', '/index.html'],
  starts: [
    '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
    '/docker-entrypoint.sh: Configuration complete; ready for start up',
    '{date} [notice] 1#1: using the "epoll" event method',
    '{date} [notice] 1#1: nginx/1.29.3',
    '{date} [notice] 1#1: start worker processes',
  ],
  goesOn: { everySeconds: 20, line: '10.42.0.{byte} - - [{apache}] "GET / HTTP/1.1" 200 615 "-" "Mozilla/5.0" "-"' },
};

const java: ImageFamily = { ...base, memoryMi: 380, idleMi: 520, idleMilliCpu: 15, bootSeconds: 18, root: false };

/** By the last part of an image's repository. */
const families: { [name: string]: ImageFamily } = {
  nginx: web,
  'nginx-unprivileged': { ...web, root: false, ports: [8080] },
  httpd: {
    ...web,
    starts: [
      "AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using {ip}. Set the 'ServerName' directive globally to suppress this message",
      '[{date}] [mpm_event:notice] [pid 1:tid 1] AH00489: Apache/2.4.65 (Unix) configured -- resuming normal operations',
    ],
    goesOn: { everySeconds: 20, line: '10.42.0.{byte} - - [{apache}] "GET / HTTP/1.1" 200 45' },
  },
  caddy: { ...web, ports: [80, 443], starts: ['{"level":"info","ts":{epoch},"msg":"serving initial configuration"}'] },
  postgres: {
    ...base,
    memoryMi: 48,
    idleMi: 62,
    idleMilliCpu: 5,
    ports: [5432],
    bootSeconds: 2.5,
    stopCode: 0,
    needs: {
      oneOf: ['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD'],
      log: postgresHelp,
      exitCode: 1,
    },
    starts: [
      'The files belonging to this database system will be owned by user "postgres".',
      'Data page checksums are enabled.',
      'PostgreSQL init process complete; ready for start up.',
      '{stamp} UTC [1] LOG:  starting PostgreSQL 18.1 on x86_64-pc-linux-musl, compiled by gcc, 64-bit',
      '{stamp} UTC [1] LOG:  listening on IPv4 address "0.0.0.0", port 5432',
      '{stamp} UTC [1] LOG:  database system is ready to accept connections',
    ],
    goesOn: {
      everySeconds: 300,
      line: '{stamp} UTC [27] LOG:  checkpoint complete: wrote {byte} buffers (0.3%); 0 WAL file(s) added, 0 removed, 0 recycled',
    },
  },
  redis: {
    ...base,
    memoryMi: 6,
    idleMi: 11,
    idleMilliCpu: 4,
    ports: [6379],
    bootSeconds: 0.3,
    stopCode: 0,
    starts: [
      '1:C {redis} * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo',
      '1:C {redis} # Warning: no config file specified, using the default config.',
      '1:M {redis} * Running mode=standalone, port=6379.',
      '1:M {redis} * Ready to accept connections tcp',
    ],
    goesOn: { everySeconds: 300, line: '1:M {redis} * 1 changes in 3600 seconds. Saving...' },
  },
  mysql: mysql('MySQL', 'MYSQL'),
  mariadb: mysql('MariaDB', 'MARIADB'),
  mongo: {
    ...base,
    memoryMi: 120,
    idleMi: 170,
    idleMilliCpu: 12,
    ports: [27017],
    bootSeconds: 3,
    stopCode: 0,
    starts: [
      '{"t":{"$date":"{time}"},"s":"I","c":"NETWORK","id":23016,"ctx":"listener","msg":"Waiting for connections","attr":{"port":27017,"ssl":"off"}}',
    ],
  },
  rabbitmq: {
    ...base,
    memoryMi: 110,
    idleMi: 140,
    idleMilliCpu: 10,
    ports: [5672, 15672],
    bootSeconds: 7,
    starts: ['{stamp}+00:00 [info] <0.9.0> Server startup complete; 4 plugins started.'],
  },
  minio: {
    ...base,
    memoryMi: 60,
    idleMi: 95,
    ports: [9000, 9001],
    bootSeconds: 1,
    starts: [
      'MinIO Object Storage Server',
      'API: http://{ip}:9000  http://127.0.0.1:9000',
      'WebUI: http://{ip}:9001 http://127.0.0.1:9001',
    ],
  },
  wordpress: {
    ...base,
    memoryMi: 40,
    idleMi: 75,
    ports: [80],
    bootSeconds: 2,
    starts: [
      'WordPress not found in /var/www/html - copying now...',
      'Complete! WordPress has been successfully copied to /var/www/html',
      '[{date}] [mpm_prefork:notice] [pid 1] AH00163: Apache/2.4.65 (Debian) PHP/8.3.27 configured -- resuming normal operations',
    ],
    goesOn: {
      everySeconds: 30,
      line: '10.42.0.{byte} - - [{apache}] "GET /wp-login.php HTTP/1.1" 200 4120 "-" "kube-probe/1.36"',
    },
  },
  nextcloud: {
    ...base,
    memoryMi: 90,
    idleMi: 140,
    ports: [80],
    bootSeconds: 8,
    starts: [
      'Initializing nextcloud ...',
      'Initializing finished',
      '[{date}] [mpm_prefork:notice] [pid 1] AH00163: Apache/2.4.65 (Debian) configured -- resuming normal operations',
    ],
  },
  gitea: {
    ...base,
    memoryMi: 60,
    idleMi: 110,
    ports: [3000, 22],
    bootSeconds: 2,
    starts: [
      '{stamp} cmd/web.go:242:runWeb() [I] Starting Gitea on PID: 7',
      '{stamp} cmd/web.go:304:listen() [I] Listen: http://0.0.0.0:3000',
    ],
  },
  grafana: {
    ...base,
    memoryMi: 60,
    idleMi: 95,
    idleMilliCpu: 6,
    ports: [3000],
    bootSeconds: 2.5,
    root: false,
    starts: [
      'logger=http.server t={time} level=info msg="HTTP Server Listen" address=[::]:3000 protocol=http subUrl= socket=',
    ],
  },
  prometheus: {
    ...base,
    memoryMi: 80,
    idleMi: 160,
    idleMilliCpu: 12,
    ports: [9090],
    bootSeconds: 2,
    root: false,
    starts: ['time={time} level=INFO source=main.go:1293 msg="Server is ready to receive web requests."'],
  },
  keycloak: {
    ...java,
    ports: [8080],
    starts: ['{stamp} INFO  [io.quarkus] (main) Keycloak 26.4.5 on JVM started. Listening on: http://0.0.0.0:8080'],
  },
  elasticsearch: { ...java, memoryMi: 900, idleMi: 1_200, ports: [9200, 9300], bootSeconds: 25 },
  jenkins: {
    ...java,
    ports: [8080, 50_000],
    starts: ['{stamp} INFO    hudson.lifecycle.Lifecycle#onReady: Jenkins is fully up and running'],
  },
  traefik: {
    ...base,
    memoryMi: 30,
    idleMi: 48,
    idleMilliCpu: 5,
    ports: [8000, 8443, 8080, 80, 443],
    starts: [
      '{time} INF Traefik version 3.5.1 built on 2025-09-09',
      '{time} INF Starting provider aggregator *aggregator.ProviderAggregator',
    ],
  },
  'mirrored-library-traefik': {
    ...base,
    memoryMi: 30,
    idleMi: 48,
    idleMilliCpu: 5,
    ports: [8000, 8443, 8080, 9100],
    root: false,
    starts: ['{time} INF Traefik version 3.5.1 built on 2025-09-09', '{time} INF Starting provider *crd.Provider'],
  },
  'mirrored-coredns-coredns': {
    ...base,
    memoryMi: 20,
    idleMi: 18,
    idleMilliCpu: 4,
    ports: [53, 8080, 8181, 9153],
    starts: [
      '.:53',
      '[INFO] plugin/reload: Running configuration SHA512 = {hex}',
      'CoreDNS-1.12.3',
      'linux/amd64, go1.24.4, 54e0bc9',
    ],
  },
  'mirrored-metrics-server': {
    ...base,
    memoryMi: 20,
    idleMi: 22,
    idleMilliCpu: 6,
    ports: [10_250],
    root: false,
    bootSeconds: 2,
    starts: [
      'I{klog}       1 serving.go:374] Generated self-signed cert (/tmp/apiserver.crt, /tmp/apiserver.key)',
      'I{klog}       1 secure_serving.go:211] Serving securely on [::]:10250',
    ],
  },
  'local-path-provisioner': {
    ...base,
    idleMi: 12,
    starts: [
      'time="{time}" level=info msg="Applied config: {}"',
      'I{klog}       1 controller.go:824] Starting provisioner controller rancher.io/local-path',
    ],
  },
  'klipper-lb': {
    ...base,
    memoryMi: 2,
    idleMi: 1,
    idleMilliCpu: 1,
    starts: [
      '+ trap exit TERM INT',
      '+ iptables -t nat -I POSTROUTING -d 10.43.0.0/32 -p tcp -j MASQUERADE',
      '+ sleep infinity',
    ],
  },
  pause: { ...base, memoryMi: 1, idleMi: 1, idleMilliCpu: 0, root: false, starts: [] },
  registry: {
    ...base,
    memoryMi: 20,
    idleMi: 24,
    ports: [5000],
    starts: ['time="{time}" level=info msg="listening on [::]:5000"'],
  },
  'http-echo': {
    ...base,
    memoryMi: 6,
    idleMi: 5,
    ports: [5678],
    root: false,
    starts: ['{stamp} [INFO] server is listening on :5678'],
  },
  echoserver: { ...web, ports: [8080] },
  whoami: { ...base, memoryMi: 6, idleMi: 6, ports: [80], starts: ['{date} Starting up on port 80'] },
  hello: { ...base, ports: [8080] },
  'hello-world': {
    ...tool,
    starts: ['', 'Hello from Docker!', 'This message shows that your installation appears to be working correctly.'],
  },
  memcached: { ...base, memoryMi: 4, idleMi: 4, ports: [11_211], root: false, starts: [] },
  node: tool,
  python: tool,
  busybox: tool,
  alpine: tool,
  debian: tool,
  ubuntu: tool,
  curl: tool,
  kubectl: tool,
  bash: tool,
  perl: tool,
  golang: tool,
  openjdk: tool,
};

/** What is known of an image; what nobody knows is a small server that runs. */
export function familyOf(image: string): ImageFamily {
  const name = imageReference(image)?.base ?? '';
  return (
    (Object.hasOwn(families, name) ? families[name] : undefined) ??
    families[name.replace(/^mirrored-(library-)?/, '')] ??
    base
  );
}

/** Whether somebody wrote down how this image behaves. */
export function isKnown(image: string): boolean {
  return familyOf(image) !== base;
}
