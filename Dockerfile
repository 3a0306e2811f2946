# One image for the web site and every kind of worker; docker-compose.yml says which is which.
FROM python:3.12-slim-bookworm

ENV PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1 CLAQUETTE_HOME=/data CLAQUETTE_HOST=0.0.0.0
WORKDIR /app

# The locked wheels first: they change less often than the code. ffmpeg is one of them.
COPY requirements.lock ./
RUN pip install --no-cache-dir --no-deps --only-binary :all: --require-hashes -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY pipeline pipeline
COPY workers workers
COPY web web
COPY sample_projects sample_projects
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
 && useradd --uid 10001 --create-home claquette \
 && install -d -o claquette -m 0700 /data

USER claquette
VOLUME /data
EXPOSE 8000
CMD ["claquette", "serve"]
