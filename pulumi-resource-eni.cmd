@echo off
node "%~dp0dist\require\executable.cjs" %*
