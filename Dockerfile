# The app alone; compose.yaml puts PostgreSQL and Caddy beside it. The image's Node only installs: what runs is the Node that the
# lock pins, the same as everywhere.
FROM node:22-bookworm-slim AS build
WORKDIR /clinch
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error
COPY . .
RUN node_modules/.bin/node node_modules/vite/bin/vite.js build --logLevel error

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --home-dir /clinch --shell /usr/sbin/nologin clinch \
  && mkdir /data && chown clinch /data
WORKDIR /clinch
COPY --from=build /clinch /clinch
ENV CLINCH_DATA=/data HOST=0.0.0.0 PORT=3000
USER clinch
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node_modules/.bin/node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node_modules/.bin/node", "src/server.ts"]
