# Builds the program and runs it with a volume for everything it keeps.
FROM node:22-bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
WORKDIR /gridscope
COPY package.json package-lock.json .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/web/package.json apps/web/
COPY libs/comfy/package.json libs/comfy/
COPY libs/contract/package.json libs/contract/
COPY libs/engine/package.json libs/engine/
COPY libs/grid/package.json libs/grid/
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:22-bookworm-slim
WORKDIR /gridscope
COPY --from=build /gridscope /gridscope
RUN mkdir /data && chown node:node /data
USER node
ENV NODE_ENV=production GRIDSCOPE_DATA=/data HOST=0.0.0.0 PORT=8080
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s CMD node -e "fetch('http://127.0.0.1:8080/api/v1/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["node", "apps/api/dist/main.js"]
