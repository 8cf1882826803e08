FROM python:3.13-slim AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv
WORKDIR /srv
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --frozen --no-dev --no-install-project --extra postgres
COPY app app
RUN uv sync --frozen --no-dev --extra postgres

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home /data receptive && install --directory --owner receptive /data
WORKDIR /srv
COPY --from=build /srv /srv
COPY content content
COPY static static
COPY templates templates
ENV PATH=/srv/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    OPENBLAS_NUM_THREADS=1 \
    RECEPTIVE_HOST=0.0.0.0 \
    RECEPTIVE_DATA_DIR=/data
USER receptive
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["receptive", "serve"]
