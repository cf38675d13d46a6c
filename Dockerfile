# SPDX-License-Identifier: Apache-2.0
# An image that holds one static executable and nothing else.
#
#   docker build --tag ridgeline:0.1.0 .
#
# Any image with Swift 6.2 or later on Debian or Ubuntu can build it; name another by --build-arg SWIFT_IMAGE=...
ARG SWIFT_IMAGE=swift:6.3-bookworm

FROM ${SWIFT_IMAGE} AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libjpeg-dev libpng-dev zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /ridgeline
COPY Package.swift .
COPY Sources Sources
# The package names its test targets: their folders must be there.
COPY Tests Tests
RUN swift build --configuration release --product ridgeline --static-swift-stdlib -Xswiftc -static-executable \
    && install --strip "$(swift build --configuration release --product ridgeline \
        --static-swift-stdlib -Xswiftc -static-executable --show-bin-path)/ridgeline" /usr/local/bin/ridgeline
# The licences of what is linked into the executable go with it.
RUN for folder in .build/checkouts/* /usr/share/doc/libc6* /usr/share/doc/libjpeg* /usr/share/doc/libpng* \
        /usr/share/doc/zlib1g*; do \
        [ -d "$folder" ] || continue; \
        name="/licenses/$(basename "$folder")" && mkdir -p "$name" \
        && find "$folder" -maxdepth 1 \( -iname 'licen[cs]e*' -o -iname 'notice*' -o -name copyright \) \
            -exec cp {} "$name" \;; \
    done

FROM scratch
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Ridgeline" \
    org.opencontainers.image.description="A CVAT interactor: a click becomes a polygon, by watershed" \
    org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.licenses="Apache-2.0"
COPY LICENSE /LICENSE
COPY --from=build /licenses /licenses
COPY --from=build /usr/local/bin/ridgeline /usr/local/bin/ridgeline

# Inside a container the port must be reachable from outside it; who reaches it is the container engine's choice.
ENV PATH=/usr/local/bin \
    RIDGELINE_HOST=0.0.0.0 \
    RIDGELINE_PORT=8080 \
    RIDGELINE_PROCESSOR_PORT=8082
USER 10001:10001
EXPOSE 8080 8082
STOPSIGNAL SIGTERM
# Nuclio waits for "healthy" and stops working altogether at an image without a health check.
HEALTHCHECK --interval=5s --timeout=3s --start-period=5s --retries=3 CMD ["/usr/local/bin/ridgeline", "healthcheck"]
# An image that Nuclio builds on top of this one replaces the command by "processor", which means the same as "serve".
ENTRYPOINT ["/usr/local/bin/ridgeline"]
CMD ["serve"]
