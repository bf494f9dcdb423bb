"""Apache Airflow provider that reads Acme."""
