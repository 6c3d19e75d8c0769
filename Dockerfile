# The product as one image: `next start`, and with another command the migrations, the worker or an operator's command.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# Nothing is pruned: the server reads next.config.ts, and the commands are TypeScript too.
RUN npm run build

FROM node:20-bookworm-slim
ENV NODE_ENV=production MALLOC_ARENA_MAX=2
# ffmpeg for videos, pg_dump for backups; libpq's programs must not be older than the server.
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg postgresql-client && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build --chown=node:node /app ./
USER node
EXPOSE 3000
# Liveness only: a database that is away is no reason to restart this.
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Idle connections are kept longer than proxies keep theirs, which would otherwise meet their end as a 502.
# Without npm in between, so that SIGTERM reaches the server, which finishes what it has begun.
CMD ["node", "--max-semi-space-size=64", "node_modules/next/dist/bin/next", "start", "--keepAliveTimeout", "75000", "--port", "3000"]
