"""What the environment says is what Django is told."""

import json
import os
import subprocess
import sys

TOLD = "import json; from fanwiki import settings; print(json.dumps(settings.DATABASES['default']['OPTIONS']))"


def test_options_in_the_address_of_a_database_are_kept(tmp_path):
    address = "postgres://me@db.example.org/fanwiki?sslmode=verify-full&connect_timeout=3"
    environment = os.environ | {"DATABASE_URL": address, "DATA_DIR": str(tmp_path), "FANWIKI_ENV": ""}
    told = subprocess.run([sys.executable, "-c", TOLD], env=environment, capture_output=True, check=True).stdout
    options = json.loads(told)
    assert (options["sslmode"], options["connect_timeout"]) == ("verify-full", 3)
    assert options["pool"]["max_size"] > 1
