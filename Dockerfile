FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY src ./src
COPY migrations ./migrations
COPY scripts ./scripts
COPY bench ./bench
# The database server of its own is for machines without one; an image gets its database from outside.
RUN npm run build && npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
# What a request leaves behind dies young, so it gets room. Lists of 100,000 members fit with room to spare; without a bound Node leaves garbage lying on a large machine.
ENV NODE_OPTIONS="--max-old-space-size=320 --max-semi-space-size=32"
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
# With the options above: code made under others is not taken.
RUN node dist/scripts/service.js --prepare
# What the volumes of docker-compose.yml are mounted on, so that they belong to the service's user. Nothing else is
# written: the rest of the file system may be read-only.
RUN mkdir -p var /var/lib/simulators && chown node:node var /var/lib/simulators
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The service alone, as the app's role. Before it, once a version: node dist/scripts/prepare.js with DATABASE_OWNER_URL.
CMD ["node", "dist/scripts/service.js"]
