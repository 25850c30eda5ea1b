"""The order store and the record: engine, models, migrations."""
