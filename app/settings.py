"""The environment as a frozen value. Every name begins with RECEPTIVE_; only main and cli read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_cache_path, user_data_path

from app.errors import BadInput

ROOT = Path(__file__).resolve().parent.parent
MIN_SECRET_LENGTH = 32
MIN_KEY_LENGTH = 16
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def _usual_costs_file() -> Path:
    return user_cache_path("receptive") / "engine-costs.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this server runs. Defaults suit one person on a laptop."""

    database_url: str
    secrets: tuple[bytes, ...] = ()  # none: one is made on the first start and kept beside the database
    data_dir: Path
    costs_file: Path = field(default_factory=_usual_costs_file)  # what `receptive tune` measured
    host: str = "127.0.0.1"
    port: int = 8000
    allowed_hosts: tuple[str, ...] = LOCAL_HOSTS
    operator_key: str | None = None  # opens the insights on a server that is not private
    max_body_bytes: int = 65_536
    max_array_bytes: int = 64 * 2**20  # of the arrays of one calculation
    max_macs: int = 2 * 10**9  # multiply-adds of one calculation
    max_long_array_bytes: int = 2**30  # of one that is told of line by line
    max_long_macs: int = 5 * 10**10
    zone: ZoneInfo
    rollover_hour: int = 4
    root: Path = ROOT

    @property
    def is_private(self) -> bool:
        """Whether only this machine can reach the server, and by no other name."""
        return _is_loopback(self.host) and set(self.allowed_hosts) <= set(LOCAL_HOSTS)

    @property
    def seal(self) -> Path:
        """The file that says which content was found sound."""
        return self.data_dir / "sound-content"


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Raises `BadInput` with the variable's name where a value cannot be used."""
    data_dir = Path(environment.get("RECEPTIVE_DATA_DIR") or user_data_path("receptive"))
    secrets = environment.get("RECEPTIVE_SECRETS", "")
    return Settings(
        database_url=environment.get("RECEPTIVE_DATABASE_URL") or f"sqlite:///{data_dir / 'receptive.db'}",
        secrets=tuple(_secret(each) for each in secrets.split(",") if each),
        data_dir=data_dir,
        costs_file=Path(environment.get("RECEPTIVE_COSTS_FILE") or _usual_costs_file()),
        host=environment.get("RECEPTIVE_HOST") or "127.0.0.1",
        port=_whole(environment, "RECEPTIVE_PORT", default=8000, low=0, high=65_535),
        allowed_hosts=_hosts(environment),
        operator_key=_operator_key(environment.get("RECEPTIVE_OPERATOR_KEY", "")),
        max_body_bytes=_whole(environment, "RECEPTIVE_MAX_BODY_BYTES", default=65_536, low=1_024, high=16_777_216),
        max_array_bytes=_whole(environment, "RECEPTIVE_MAX_ARRAY_BYTES", default=64 * 2**20, low=2**20, high=2**36),
        max_macs=_whole(environment, "RECEPTIVE_MAX_MACS", default=2 * 10**9, low=10**6, high=10**13),
        max_long_array_bytes=_whole(
            environment, "RECEPTIVE_MAX_LONG_ARRAY_BYTES", default=2**30, low=2**20, high=2**36
        ),
        max_long_macs=_whole(environment, "RECEPTIVE_MAX_LONG_MACS", default=5 * 10**10, low=10**6, high=10**13),
        zone=_zone(environment.get("RECEPTIVE_ZONE") or "UTC"),
        rollover_hour=_whole(environment, "RECEPTIVE_ROLLOVER_HOUR", default=4, low=0, high=23),
    )


def _whole(environment: Mapping[str, str], name: str, *, default: int, low: int, high: int) -> int:
    text = environment.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise BadInput(f"{name} must be a whole number from {low} to {high}.")
    return int(text)


def _secret(text: str) -> bytes:
    if len(text) < MIN_SECRET_LENGTH:
        raise BadInput(f"RECEPTIVE_SECRETS: each secret needs at least {MIN_SECRET_LENGTH} characters.")
    return text.encode()


def _operator_key(text: str) -> str | None:
    if text and len(text) < MIN_KEY_LENGTH:
        raise BadInput(f"RECEPTIVE_OPERATOR_KEY needs at least {MIN_KEY_LENGTH} characters.")
    return text or None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hosts(environment: Mapping[str, str]) -> tuple[str, ...]:
    extra = environment.get("RECEPTIVE_HOSTS", "")
    return (*LOCAL_HOSTS, *(each.strip() for each in extra.split(",") if each.strip()))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadInput("RECEPTIVE_ZONE must name a time zone such as Europe/Berlin.") from None
