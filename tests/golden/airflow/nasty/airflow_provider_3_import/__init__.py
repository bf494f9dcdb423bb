"""Apache Airflow provider that reads it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME}
{access_token} */ ''' ../ __import__('os') # | ` <b> é.
"""
