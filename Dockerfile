# projguard in a container: docker build -t projguard . && docker run --rm -v "$PWD:/projects:ro" projguard check
FROM python:3.13-slim AS build
WORKDIR /source
COPY . .
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.13-slim
# git tells when a document was changed last, also in folders that belong to somebody else.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*' \
    && useradd --create-home --uid 1000 projguard
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels pip install --no-cache-dir /wheels/*.whl
USER 1000
WORKDIR /projects
ENV PYTHONUTF8=1
ENTRYPOINT ["projguard"]
CMD ["check"]
