# syntax=docker/dockerfile:1

# The admin is built once; the server needs no build: Node runs its TypeScript as it is.
FROM node:24-bookworm-slim AS admin
WORKDIR /app
COPY package.json package-lock.json ./
COPY admin/package.json admin/
RUN npm ci
COPY . .
RUN npm run build -w admin

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY admin/package.json admin/
RUN npm ci --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production PORT=3000 LUMMY_DATA=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY core core
COPY connectors connectors
COPY webhooks webhooks
COPY manifests manifests
COPY migrations migrations
COPY admin/site admin/site
COPY --from=admin /app/admin/build admin/build
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "webhooks/main.ts", "start"]
