# oslo in a small image: no compiler, no pip, no root, and no network when it runs (docs/pipelines.md).
FROM python:3.12-slim AS build
ARG EXTRAS=rdfa
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY docs/deviations.md docs/
COPY shapes shapes
COPY vocabularies vocabularies
COPY oslo oslo
RUN python -m venv /opt/oslo \
 && /opt/oslo/bin/pip install --no-cache-dir --disable-pip-version-check ".[$EXTRAS]" \
 && /opt/oslo/bin/pip uninstall --yes pip

FROM python:3.12-slim
COPY --from=build /opt/oslo /opt/oslo
ENV PATH=/opt/oslo/bin:$PATH
USER 10001:10001
WORKDIR /data
ENTRYPOINT ["oslo"]
